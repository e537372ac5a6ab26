/**
 * Gives a function read(path) that resolves with the body of a page of
 * https://bank.test as text, and rejects when it does not come whole, or
 * not from the bank. One https.Agent serves all of its requests.
 * The bank is at `port` of 127.0.0.1, and `ca` is the certificate of the
 * authority that vouches for it.
 */
export function createReader(port, ca) {
  throw new Error('createReader() is to be written');
}
