import { createHash, createHmac } from 'node:crypto';

console.log(createHash('sha256').update('hello').digest('hex'));
console.log(createHmac('sha256', 'key').update('hello').digest('hex'));
