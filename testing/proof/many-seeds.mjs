// Judges one answer under many seeds in one process; seeds.ts puts it into a workspace's check/ and runs it there.
// For each seed the harness, the checks and the work are loaded anew, so that nothing is kept from one to the next.
// Usage: node check/many-seeds.mjs <checks file> <first seed> <last seed>; writes one line of JSON for each seed.
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const [checks, first, last] = process.argv.slice(2);
const exit = process.exit;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const seed = context.parentURL && new URL(context.parentURL).searchParams.get('seed');
    if (!seed || !resolved.url.startsWith('file:')) return resolved;
    const url = new URL(resolved.url);
    url.searchParams.set('seed', seed);
    return { ...resolved, url: url.href };
  },
});

for (let seed = Number(first); seed <= Number(last); seed++) {
  process.exit = exit;
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');
  // Said before, too: an answer that ends the process is then known by its seed.
  tell({ seed });
  tell({ seed, verdicts: await verdictsOf(seed) });
}
process.exit = exit;
process.exit(0);

async function verdictsOf(seed) {
  const { takeControl } = await import(`./harness.mjs?seed=${seed}`);
  const control = takeControl(() => {});
  await import(`./${checks}?seed=${seed}`);
  const passed = new Set();
  const verdicts = {};
  for (const entry of control.seal()) {
    const { status } = await control.judge(entry, String(seed), passed);
    if (status === 'pass') passed.add(entry.id);
    verdicts[entry.id] = status;
  }
  return verdicts;
}

function tell(line) {
  writeSync(Number(process.env.REPORT_FD), `${JSON.stringify(line)}\n`);
}
