'use strict';
// Tells the secrets of a program's TLS connections, so that what crosses the machine's network can be read: lines of a
// key log (RFC 9850). It stands below the event 'keylog': no listener is added, and the program's own hear what they would.
const fs = require('node:fs');
const { TLSSocket } = require('node:tls');

/** Where they are written; nowhere while it is undefined. */
let pipe;
/** Both ends of a connection tell the same, and mostly both are here. */
const told = new Set();

/** To be called once, before a program can have changed anything. */
function prepareKeys() {
  const { prototype } = TLSSocket;
  const { _init } = prototype;
  const { writeSync } = fs;
  prototype._init = function (socket, wrap) {
    _init.call(this, socket, wrap);
    if (pipe !== undefined) listen(this._handle);
  };

  function listen(handle) {
    const { onkeylog } = handle;
    handle.onkeylog = function (line) {
      tell(line);
      return onkeylog.call(this, line);
    };
    handle.enableKeylogCallback();
  }
  function tell(line) {
    const text = line.latin1Slice();
    if (told.has(text)) return;
    told.add(text);
    try {
      writeSync(pipe, line);
    } catch {
      // The program has closed the descriptor, and nobody will read its connections.
    }
  }
}

/** Has the secrets of connections to come written to this descriptor, or to none. */
function tellKeysTo(descriptor) {
  pipe = descriptor;
  told.clear();
}

module.exports = { prepareKeys, tellKeysTo };
