import { privateDecrypt, publicEncrypt } from 'node:crypto';

export function seal(publicKey, message) {
  return publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, message);
}

export function open(privateKey, box) {
  return privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, box);
}
