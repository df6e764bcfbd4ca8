import { isMap, parseDocument } from 'yaml';

/** A script with keys of its own set to other values, or taken out where the value is null. Whatever else it says stays as it stands. */
export function withKeys(text: string, keys: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  for (const [key, value] of Object.entries(keys)) {
    if (value === null) document.delete(key);
    else document.set(key, value);
  }
  return document.toString({ lineWidth: 0 });
}

/** A script in which everybody knows every fact. */
export function withoutSecrets(text: string): string {
  const document = parseDocument(text);
  const facts = document.get('facts');
  if (isMap(facts))
    for (const { value } of facts.items) if (isMap(value)) for (const key of ['knownBy', 'assumed']) value.delete(key);
  return document.toString({ lineWidth: 0 });
}
