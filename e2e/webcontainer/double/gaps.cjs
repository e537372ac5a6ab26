// Preloaded into every Node of the double in its mode `faithful-gaps`: what is publicly reported not to work in
// WebContainer fails here in the reported way. Numbers are issues of stackblitz/webcontainer-core.
const childProcess = require('node:child_process');
const crypto = require('node:crypto');
const dgram = require('node:dgram');
const http2 = require('node:http2');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const tls = require('node:tls');

// Nobody may notice by the environment that this file was preloaded; children get it all the same.
const preload = process.env.NODE_OPTIONS;
delete process.env.NODE_OPTIONS;

const refuse = what => () => {
  throw new Error(what);
};

// #1851
crypto.scrypt = crypto.scryptSync = refuse('scrypt is not supported');

// #678: GCM is unknown. #1571: CBC comes out wrong, so that opening it ends in "bad decrypt".
const { createCipheriv, createDecipheriv } = crypto;
const cipher =
  make =>
  (algorithm, ...rest) => {
    if (/gcm/i.test(algorithm)) throw new Error('Unknown cipher');
    const made = make(algorithm, ...rest);
    if (!/cbc/i.test(algorithm)) return made;
    const { update } = made;
    made.update = (...args) => {
      const out = update.apply(made, args);
      if (Buffer.isBuffer(out) && out.length > 0) out[0] ^= 0xff;
      return out;
    };
    return made;
  };
crypto.createCipheriv = cipher(createCipheriv);
crypto.createDecipheriv = cipher(createDecipheriv);

// #864, #1258, #1179
for (const name of [
  'sign',
  'verify',
  'createSign',
  'createVerify',
  'publicEncrypt',
  'privateDecrypt',
  'privateEncrypt',
  'publicDecrypt',
  'generateKeyPair',
  'generateKeyPairSync',
  'createPrivateKey',
  'createPublicKey',
])
  crypto[name] = refuse(`Unsupported: ${name}`);

// #1258: no TLS in either direction.
for (const name of ['connect', 'createServer', 'createSecureContext'])
  tls[name] = refuse(`tls.${name} is not supported`);
https.createServer = refuse('https.createServer is not supported');
for (const name of ['connect', 'createServer', 'createSecureServer']) http2[name] = refuse('http2 is not supported');

// #39, #734
dgram.createSocket = refuse('dgram is not supported');

// No programs but Node, no users, and no descriptor beyond the three.
const { spawn, execFile } = childProcess;
const isNode = command => command === process.execPath || command === 'node';
childProcess.spawn = (command, args, options) => {
  const [list, given = {}] = Array.isArray(args) ? [args, options] : [[], args];
  const { uid: _uid, gid: _gid, stdio, ...rest } = given;
  const known = isNode(command) ? command : `/nowhere/${command}`;
  const env = { ...(rest.env ?? process.env), NODE_OPTIONS: preload };
  return spawn(known, list, { ...rest, env, stdio: Array.isArray(stdio) ? stdio.slice(0, 3) : stdio });
};
childProcess.execFile = (command, ...rest) => execFile(isNode(command) ? command : `/nowhere/${command}`, ...rest);
for (const name of ['getuid', 'setuid', 'getgid', 'setgid'])
  process[name] &&= refuse(`process.${name} is not supported`);

syncBuiltinESMExports();
