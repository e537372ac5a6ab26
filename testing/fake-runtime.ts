import { CAPABILITIES, type Capability } from '../src/course/capabilities.ts';
import { createNodeRuntime } from '../src/runtimes/node/node-runtime.ts';
import { NOTHING_RECORDED } from '../src/runtimes/recorded.ts';
import { RuntimeError, type Recorded, type Runtime, type RuntimeErrorCode } from '../src/runtimes/runtime.ts';
import { createStatus } from '../src/runtimes/status.ts';
import type { Candidate } from '../src/runtimes/pool/choose.ts';

export interface FakeRuntime extends Runtime {
  readonly booted: number;
  readonly disposed: boolean;
  /** Lets the boot under way succeed, or fail. */
  arrive(): void;
  fail(code: RuntimeErrorCode, message: string): void;
  /** The service has answered, the image has come: it is starting. */
  hears(): void;
  /** The wire has news of the run under way, or of the last one. */
  crosses(news: Partial<Recorded>): void;
}

/** For tests: a runtime that boots when it is told to, and then is real Node with this name and these capabilities. */
export function fakeRuntime(name: Candidate, capabilities: readonly Capability[] = CAPABILITIES): FakeRuntime {
  const node = createNodeRuntime();
  const status = createStatus();
  let up = Promise.withResolvers<void>();
  let ready = false;
  let booted = 0;
  let onWire: ((news: Recorded) => void) | undefined;
  return {
    name,
    get status() {
      return status.current;
    },
    get capabilities() {
      return new Set(ready ? capabilities : []);
    },
    get booted() {
      return booted;
    },
    get disposed() {
      return status.current === 'disposed';
    },
    onStatus: status.listen,
    async boot({ signal } = {}) {
      booted++;
      signal?.throwIfAborted();
      if (!ready) status.set('downloading');
      const { promise, reject } = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      await Promise.race([up.promise, promise]);
      ready = true;
      status.set('ready');
    },
    mount: files => node.mount(files),
    run(request) {
      ({ onWire } = request);
      return node.run(request);
    },
    warmUp: () => {},
    reset: () => node.reset(),
    openSession: node.openSession,
    recordsWire: true,
    async dispose() {
      status.set('disposed');
      await node.dispose();
    },
    hears: () => status.set('starting'),
    arrive: () => up.resolve(),
    crosses: news => onWire?.({ ...NOTHING_RECORDED, ...news }),
    fail(code, message) {
      status.set('failed');
      ready = false;
      up.promise.catch(() => {});
      up.reject(new RuntimeError(code, message));
      const failed = up;
      up = Promise.withResolvers<void>();
      if (ready) failed.promise.catch(() => {});
      up.promise.catch(() => {});
    },
  };
}
