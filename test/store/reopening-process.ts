// Run as a process of its own: goes on with debate ID in FILE and says so, or says why not; holds it until it is killed.
import { openStore } from '../../src/store/index.ts';

const [file = '', id = ''] = process.argv.slice(2);
const store = openStore(file);
try {
  const record = await store.reopen(id);
  console.log(`writes ${record.id}`);
  setInterval(() => undefined, 1000);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  store.close();
}
