export { AXES } from './definition.ts';
