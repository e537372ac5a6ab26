import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { published, sha256, startBank } from './servers.mjs';

// Two snippets in Python, as they are, against the same bank.
const bank = await startBank();
await python('client.py', bank.port);
bank.close();

const honest = published['pay.js'].toString();
const changed = "pay(9000, 'mallory')";
await python('digest.py', changed, sha256(honest)); // damaged on the way
await python('digest.py', changed, sha256(changed)); // changed by Mallory

async function python(file, ...given) {
  console.log('$ python3', file);
  const env = { ...process.env, PYTHONNODEBUGRANGES: '1' }; // shorter tracebacks
  const program = spawn('python3', [file, ...given], { stdio: 'inherit', env });
  try {
    await once(program, 'exit');
  } catch (error) {
    console.log(error.code === 'ENOENT' ? 'There is no Python here: the text shows what it said.' : error.message);
  }
}
