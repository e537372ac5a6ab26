import { ensurePki } from '../../src/pki/index.ts';
import { ensureChromium } from '../../testing/chromium.ts';
import { playwright, readReport, vitest } from '../test/programs.ts';
import { closingLine, sum } from '../test/tally.ts';
import { didYouMean } from '../../src/course/disk/did-you-mean.ts';
import { exerciseSlugs } from '../../src/course/disk/load.server.ts';
import { scopeFrom } from '../../testing/proof/proofs.ts';
import { formatTable, provedByPlaywright, provedByVitest } from '../../testing/proof/prove-table.ts';

/** `npm run prove -- [slug…]`: every answer under three seeds, natively and in the machine, and a table of it. */
try {
  await prove(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function prove(only: readonly string[]): Promise<void> {
  const slugs = await exerciseSlugs();
  const stray = only.find(slug => !slugs.includes(slug));
  if (stray !== undefined) throw new Error(`npm run prove: no exercise "${stray}"${didYouMean(stray, slugs)}`);
  const missing = ensureChromium();
  if (missing) throw new Error(missing);
  await ensurePki();
  const { seed } = scopeFrom();
  Object.assign(process.env, { PROVE: 'all', ...(only.length > 0 && { PROVE_ONLY: only.join(',') }) });

  const natively = await vitest('unit', { args: ['run', 'testing/proof/proof.test.ts'] });
  const byNode = provedByVitest(await readReport('unit.json'));
  const inMachine = await playwright({ args: ['--config', 'e2e/lessons/playwright.config.ts'] });
  const byMachine = provedByPlaywright(await readReport('browser.json'));

  const all = sum([natively, inMachine]);
  console.log(
    `\n${formatTable({ natively: byNode, 'in the machine': byMachine })}\n\nSEED=${seed} npm run prove repeats it.`,
  );
  console.log(closingLine(all));
  process.exitCode = all.failed > 0 ? 1 : 0;
}
