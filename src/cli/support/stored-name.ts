/** Whether a name is a path: ids hold neither a point nor a slash. */
export const isFile = (name: string) => /[./\\]/.test(name);
