'use strict';
// What is written by `console` and by both streams: shown in the order of the program, and cheap.
const { readSync, writeSync } = require('node:fs');

const { WriteWrap, kLastWriteWasAsync, streamBaseState } = process.binding('stream_wrap');

/** A pipe takes so much whole or not at all (pipe(7), PIPE_BUF); a UTF-16 unit is three bytes at most. */
const SHORT = Math.floor(4096 / 3) - 1;
const answer = Buffer.alloc(1);
/** The descriptor that was written to last. */
let last = 1;

/** `state` and `order` are the supervisor's pipes. To be called once, before a program can have changed anything. */
function prepareOutput(state, order) {
  for (const stream of [process.stdout, process.stderr]) keepOrder(stream, state, order);
  printFast();
}

/** Has the supervisor take what was written to one stream before the other one is written to. */
function keepOrder(stream, state, order) {
  const { fd, write } = stream;
  const value = function (chunk, encoding, callback) {
    if (fd !== last) {
      last = fd;
      takeTurns(state, order);
    }
    return write.call(this, chunk, encoding, callback);
  };
  Object.defineProperty(stream, 'write', { value, writable: true, configurable: true, enumerable: false });
}

function takeTurns(state, order) {
  try {
    writeSync(state, 'T\n');
    readSync(order, answer);
  } catch {
    // The program has closed the descriptor.
  }
}

/**
 * Most of what a line costs is that `console` sets a listener for errors and takes it off again, and that the stream
 * says when a write is over. Where nobody could notice any of that, a short line goes straight into the pipe.
 */
function printFast() {
  const { stdout } = process;
  const { write, _write, _handle } = stdout;
  const [print, indentation] = ['kWriteToConsole', 'kGroupIndentationString'].map(ownSymbol);
  const slow = console[print];
  const toStdout = firstArgument(print, () => console.log(''));
  let request = newRequest();

  const isPlain = text =>
    text.length <= SHORT &&
    last === stdout.fd &&
    console[indentation] === '' &&
    console._stdout === stdout &&
    stdout.write === write &&
    stdout._write === _write &&
    stdout.writableLength === 0 &&
    stdout.writableCorked === 0 &&
    stdout.writable;

  console[print] = (which, text) => {
    if (which !== toStdout || !isPlain(text) || _handle.writeUtf8String(request, `${text}\n`) !== 0) slow(which, text);
    else if (streamBaseState[kLastWriteWasAsync]) request = newRequest();
  };
}

const ownSymbol = name => Object.getOwnPropertySymbols(console).find(({ description }) => description === name);

/** What `call` gives first to the console's method of this name. */
function firstArgument(name, call) {
  const { [name]: method } = console;
  let first;
  console[name] = (...given) => {
    [first] = given;
  };
  call();
  console[name] = method;
  return first;
}

function newRequest() {
  const request = new WriteWrap();
  request.oncomplete = () => {};
  return request;
}

module.exports = { prepareOutput };
