import { DataError } from '../../src/classroom/data/index.server.ts';
import { classCommand } from './commands.ts';

try {
  console.log(await classCommand(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof DataError ? `${error.message}\n${error.remedy}` : (error as Error).message);
  process.exitCode = 1;
}
