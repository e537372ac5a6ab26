import { runtimeConfig } from '../../src/site/runtime-config.ts';
import { ensureChromium } from '../../testing/chromium.ts';
import { vitest } from './programs.ts';
import { closingLine } from './tally.ts';

/** `npm run test:webcontainer`: the contract suite against the live service. Only for whoever can reach it. */
try {
  const origin = runtimeConfig({ ...process.env, HANDSHAKE_RUNTIME: 'webcontainer' }).webcontainer!.origin;
  await requireReachable(origin);
  const missing = ensureChromium();
  if (missing) throw new Error(missing);
  process.env['WEBCONTAINER'] = 'live';
  const tally = await vitest('webcontainer');
  console.log(`The contract suite ran against the live WebContainer service at ${origin}.`);
  console.log(closingLine(tally));
  process.exitCode = tally.failed > 0 ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function requireReachable(origin: string): Promise<void> {
  const nothing = `so nothing was tested. The double is tested by: npm test -- webcontainer`;
  try {
    const { status } = await fetch(`${origin}/headless`, { signal: AbortSignal.timeout(15_000) });
    if (status < 400) return;
    throw new Error(`it answered ${status}`);
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
    throw new Error(`The WebContainer service at ${origin} cannot be used from here (${why}), ${nothing}`);
  }
}
