// The program of the double's frame: it speaks the client's protocol (Comlink 4.3, the client's own copy of it) on one
// side and with real Node, by `host` and `fromHost`, on the other. Everything else of the service is left out.
import { Comlink } from '/vendor.js';

const { mode, slow } = JSON.parse(document.querySelector('meta[name=mode]').content);
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const processes = new Map();
let refused = false;
let gone = false;

/** Node tells of a process: `{ id, output: base64 }` or `{ id, code }`. */
globalThis.fromHost = ({ id, output, code }) => {
  if (gone) return;
  const { push, exit } = processes.get(id);
  if (output === undefined) {
    push(null);
    exit(code);
    return;
  }
  const bytes = Uint8Array.from(atob(output), character => character.charCodeAt(0));
  if (mode === 'gone-in-mid-run' && holdsOutput(bytes)) return disappear();
  for (const piece of mode === 'split-utf8' ? pieces(bytes) : [bytes]) push(piece);
};

/** Whether a program has printed, and the launcher told more than that it lives. */
const holdsOutput = bytes => new TextDecoder().decode(bytes).includes('hs o');

function disappear() {
  gone = true;
  channel.port1.close();
  document.body.replaceChildren();
}

/** Pieces of one byte to three, so that every character beyond ASCII is cut. */
function pieces(bytes) {
  const parts = [];
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size % 3) + 1)
    parts.push(bytes.slice(at, at + size));
  return parts;
}

function instance(folder) {
  let over = false;
  const use = () => {
    if (over) throw new Error('Proxy has been released and is not useable');
  };
  return Comlink.proxy({
    fs: () => Comlink.proxy({}),
    previewScript: () => Comlink.proxy({}),
    runtimeInfo: () => ({ path: '/usr/local/bin:/usr/bin:/bin', cwd: folder }),
    async loadFiles(bytes) {
      use();
      await host({ verb: 'load', folder, tree: JSON.parse(new TextDecoder().decode(bytes)) });
    },
    async run(command, _stdout, _stderr, output) {
      use();
      const id = crypto.randomUUID();
      const onExit = new Promise(exit => processes.set(id, { push: output ?? (() => {}), exit }));
      await host({ verb: 'run', folder, id, command });
      return Comlink.proxy({
        onExit,
        write: data => host({ verb: 'write', folder, id, data }),
        kill: () => host({ verb: 'kill', folder, id }),
        resize() {},
      });
    },
    on: () => Comlink.proxy(() => {}),
    setCredentials() {},
    async teardown() {
      use();
      over = true;
      await host({ verb: 'teardown', folder });
    },
  });
}

const channel = new MessageChannel();
Comlink.expose(
  {
    async build() {
      await pause(slow);
      if (mode === 'out-of-memory-once' && !refused) {
        refused = true;
        throw new RangeError('WebAssembly.Memory(): could not allocate memory');
      }
      return instance(await host({ verb: 'build' }));
    },
  },
  channel.port1,
);
await pause(slow);
parent.postMessage({ type: 'init' }, '*', [channel.port2]);
