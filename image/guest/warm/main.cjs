const { createHash } = require('node:crypto');
module.exports = createHash('sha256').update(__filename).digest('hex');
