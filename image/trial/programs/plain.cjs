console.log('a CommonJS program', require('node:fs').readdirSync('.').length);
process.exitCode = 3;
