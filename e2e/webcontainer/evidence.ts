import type { Page } from '@playwright/test';

import { CAPABILITIES } from '../../src/course/capabilities.ts';
import type { Proof } from '../../src/runtimes/probe/probe.ts';

/** What the runtime under test told of itself when it was booted: what every skip is founded on. */
export interface Evidence {
  node?: string;
  notes: Readonly<Record<string, string>>;
  proofs: Readonly<Record<string, Proof>>;
}

/** Reads what the page's own keeper kept of the probe. */
export async function readEvidence(page: Page): Promise<Evidence> {
  const kept = await page.evaluate(() => localStorage.getItem('handshake/probe/webcontainer'));
  if (kept === null) throw new Error('the page kept no probe, though its runtime has booted');
  return JSON.parse(kept) as Evidence;
}

/** Tests of the contract that this WebContainer cannot pass, each with its reason and what the probe saw. */
export function skipsFor({ node = 'an unknown Node', notes }: Evidence): Record<string, string> {
  const skips: Record<string, string> = {};
  if (notes['report'] !== 'descriptor') {
    skips['the report channel, apart from the output, up to the last byte before the exit'] =
      'a program has no descriptor' +
      ' beyond the three there (the probe’s records came back only through stdout), so a report has to be marked as the' +
      ' harness marks it; src/runtimes/webcontainer/marked-report.test.ts holds that way';
  }
  if (!/^v24\./.test(node)) {
    skips['into real Node 24'] = `the service brings its own Node, and the probe found ${node}`;
  }
  return skips;
}

/** One line of what was proved and what not, for the log of a run. */
export function told({ node, notes, proofs }: Evidence): string {
  const works = CAPABILITIES.filter(name => proofs[name]?.ok);
  const not = CAPABILITIES.filter(name => !proofs[name]?.ok);
  return (
    `Node ${node}, report by ${notes['report']}; works: ${works.join(', ')}; does not: ` +
    (not.map(name => `${name} (${proofs[name]?.why ?? 'not told'})`).join(', ') || 'nothing')
  );
}
