// Run as a process of its own: brings FILE up to date as a writer does, and kills itself before statement number AT.
import Sqlite from 'better-sqlite3';
import { migrate } from '../../src/store/migrations.ts';

const [file = '', at = '0'] = process.argv.slice(2);
let statement = 0;
const db = new Sqlite(file, {
  verbose: () => {
    statement += 1;
    if (statement === Number(at)) process.kill(process.pid, 'SIGKILL');
  },
});
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
migrate(db);
db.close();
console.log(statement);
