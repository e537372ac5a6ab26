import { formatEnvironment } from '../src/environment/index.server.ts';

// `npm run env`: every environment variable that the project reads, and what it is now.
console.log(formatEnvironment());
