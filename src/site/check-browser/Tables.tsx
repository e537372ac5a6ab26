import { CAPABILITIES, type Capability } from '../../course/capabilities.ts';
import { fill } from '../../i18n/fill.ts';
import { factWord, oneLine, seconds, type Words } from './as-text.ts';
import { FACTS, type Facts } from './facts.ts';
import type { Finding, Findings } from './findings.ts';

export function FactsTable({ facts, words }: { facts: Facts | undefined; words: Words['checkBrowser'] }) {
  return (
    <table>
      <caption>{words.browser}</caption>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.answer}</th>
        </tr>
      </thead>
      <tbody>
        {FACTS.map(name => (
          <tr key={name}>
            <th scope="row">{words.facts[name]}</th>
            <td>{facts ? factWord(name, facts, words) : words.unknown}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One row for each capability and each time, one column for each runtime that the site has. */
export function ProofsTable({
  findings,
  strings: { checkBrowser: words, runtime },
}: {
  findings: Findings;
  strings: Words;
}) {
  const columns = (['vm', 'webcontainer'] as const).flatMap(name =>
    findings[name] ? [[name, findings[name]] as const] : [],
  );
  if (columns.length === 0) return null;
  return (
    <table>
      <caption>{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          {columns.map(([name]) => (
            <th scope="col" key={name} data-runtime={name}>
              {runtime.names[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {CAPABILITIES.map(capability => (
          <tr key={capability} data-capability={capability}>
            <th scope="row">{runtime.can[capability]}</th>
            {columns.map(([name, finding]) => (
              <Verdict key={name} {...{ capability, finding, words }} />
            ))}
          </tr>
        ))}
      </tbody>
      <tbody>
        <tr>
          <th scope="row">{words.time.node}</th>
          {columns.map(([name, { node, state, message = '' }]) => (
            <td key={name}>{state === 'failed' ? fill(words.failed, { message: oneLine(message) }) : node}</td>
          ))}
        </tr>
        {(['download', 'start', 'probe'] as const).map(time => (
          <tr key={time}>
            <th scope="row">{words.time[time]}</th>
            {columns.map(([name, { times }]) => (
              <td key={name}>{times[time] !== undefined && seconds(times[time], words)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verdict({
  capability,
  finding,
  words,
}: {
  capability: Capability;
  finding: Finding;
  words: Words['checkBrowser'];
}) {
  const proof = finding.proofs.get(capability);
  if (!proof || finding.state === 'failed') {
    const waiting = finding.state === 'booting' || finding.state === 'probing' ? finding.state : 'unasked';
    return <td class="cb-waiting">{words.verdict[waiting]}</td>;
  }
  return (
    <td data-ok={proof.ok}>
      {proof.ok ? words.verdict.works : words.verdict.fails}{' '}
      <span class="cb-small">
        {proof.ok ? (
          fill(words.ms, { n: finding.calls.get(capability) ?? 0 })
        ) : (
          <span lang="en">{oneLine(proof.why ?? '')}</span>
        )}
      </span>
    </td>
  );
}
