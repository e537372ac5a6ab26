import { scryptSync } from 'node:crypto';

console.log(scryptSync('correct horse', 'a salt of one user', 32).toString('hex'));
