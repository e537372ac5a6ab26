import { BROWSER } from './places.ts';
import type { Plan, Proofs } from './plan.ts';

/** One line on what is tested after a change and what is left out; `left` are the stages of those wanted. */
export function tellPlan(plan: Plan, base: string, run: readonly string[], left: readonly string[]): string {
  const details: Record<string, string> = {
    unit: `those affected, proof of ${proofs(plan.natively)}`,
    e2e: plan.browser.map(folder => (folder === 'lessons' ? `lessons: ${proofs(plan.inMachine)}` : folder)).join(', '),
  };
  const chosen = run.map(id => (details[id] ? `${id} (${details[id]})` : id));
  const folders = run.includes('e2e') ? BROWSER.filter(folder => !plan.browser.includes(folder)) : [];
  const out = [...left, ...folders.map(folder => `e2e/${folder}`)];
  const files = `${plan.files.length} ${plan.files.length === 1 ? 'file' : 'files'}`;
  return `Changed since ${base.slice(0, 7)}: ${files}. Tested: ${list(chosen)}. Left out: ${list(out)}.`;
}

function proofs(which: Proofs): string {
  if (which === 'all') return 'every lesson';
  return which.length > 0 ? which.join(', ') : 'no lesson';
}

const list = (words: readonly string[]): string => words.join(', ') || 'nothing';
