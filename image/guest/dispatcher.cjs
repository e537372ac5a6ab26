'use strict';
// Node's fetch and WebSocket bring an HTTP client of their own, whose parser is WebAssembly, and V8 without its compilers
// has none. So here what they ask for goes through node:http: the same parser (llhttp) in machine code. All above the
// connection stays undici's. What is given and called is undici's Dispatcher and its handler (Dispatcher.md, dispatch).
const http = require('node:http');
const https = require('node:https');
const { pipeline } = require('node:stream');

const CLIENTS = { 'http:': http, 'https:': https };
const agents = {};

const dispatcher = {
  dispatch({ origin, path, method, headers, body, upgrade }, handler) {
    const url = new URL(origin);
    const client = CLIENTS[url.protocol];
    const agent = (agents[url.protocol] ??= new client.Agent({ keepAlive: true }));
    try {
      const all = upgrade ? { ...headers, connection: 'upgrade', upgrade } : headers;
      exchange(client.request(url, { path, method, headers: all, agent }), body, handler);
    } catch (error) {
      handler.onResponseError(null, error);
    }
    return true;
  },
};

/** Tells `handler` of one request: each end once, the reason of an abort instead of what it does to the socket. */
function exchange(request, body, handler) {
  let response;
  let ended = false;
  const controller = {
    aborted: false,
    rawHeaders: [],
    abort(reason) {
      this.aborted = true;
      this.reason = reason;
      request.destroy(reason);
    },
    pause: () => response?.pause(),
    resume: () => response?.resume(),
  };
  const end = tell => {
    if (!ended) tell();
    ended = true;
  };
  const fail = error => end(() => handler.onResponseError(controller, controller.reason ?? error));
  const head = message => {
    controller.rawHeaders = message.rawHeaders.map(text => Buffer.from(text, 'latin1'));
  };

  request.on('error', fail);
  request.on('upgrade', (message, socket, first) => {
    head(message);
    if (first.length > 0) socket.unshift(first);
    end(() => handler.onRequestUpgrade(controller, message.statusCode, message.headers, socket));
  });
  request.on('response', message => {
    response = message;
    head(message);
    handler.onResponseStarted?.();
    handler.onResponseStart(controller, message.statusCode, message.headers, message.statusMessage);
    message.on('data', bytes => handler.onResponseData(controller, bytes));
    message.on('end', () => end(() => handler.onResponseEnd(controller, message.trailers)));
    message.on('error', fail);
  });
  handler.onRequestStart(controller, null);
  if (body)
    pipeline(body, request, error => {
      if (error) fail(error);
    });
  else request.end();
}

/** To be called before undici is loaded, which takes what it finds here (its global.js). */
function installDispatcher() {
  Object.defineProperty(globalThis, Symbol.for('undici.globalDispatcher.2'), { value: dispatcher, writable: true });
}

module.exports = { installDispatcher };
