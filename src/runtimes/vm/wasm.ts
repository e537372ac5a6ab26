import { compileLater } from '../../emulator/hotness.ts';
import { RuntimeError } from '../runtime.ts';

/**
 * Loads and compiles v86's module. Rejects with `not-supported` when this browser cannot or may not compile
 * WebAssembly, `download-failed` when the file does not come.
 */
export async function loadModule(url: string): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') {
    throw new RuntimeError(
      'not-supported',
      'This browser has no WebAssembly, which the machine is made of.',
      'Use a current Firefox, Chrome, Edge or Safari.',
    );
  }
  const bytes = await fetchBytes(url);
  compileLater(bytes);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new RuntimeError(
      'not-supported',
      `This browser does not compile the emulator: ${String(error)}`,
      "Use a current browser; where the site sets a Content-Security-Policy, it must allow 'wasm-unsafe-eval'.",
    );
  }
}

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new RuntimeError(
      'download-failed',
      `The emulator could not be downloaded: ${String(error)} (${url}).`,
      'Check the connection and try again.',
    );
  }
}
