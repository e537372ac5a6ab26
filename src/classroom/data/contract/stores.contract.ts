import { describe, onTestFinished, test } from 'vitest';

import { openClass } from '../../../../testing/classroom/fixture.ts';
import { auditTests } from './audit.contract.ts';
import type { ClassTest, Fresh } from './class-test.contract.ts';
import { classTests } from './classes.contract.ts';
import { dumpTests } from './dump.contract.ts';
import { ltiTests } from './lti.contract.ts';
import { peopleTests } from './people.contract.ts';
import { retentionTests } from './retention.contract.ts';
import { submissionTests } from './submissions.contract.ts';
import { thinningTests } from './thinning.contract.ts';
import { transactionTests } from './transactions.contract.ts';
import { workTests } from './work.contract.ts';

/** What every database must keep to; the meaning of the stores. */
export function describeStores(name: string, fresh: Fresh): void {
  const it: ClassTest = (title, body) => {
    test(title, async () => {
      const open = await openClass(await fresh());
      onTestFinished(() => open.stores.close());
      await body(open);
    });
  };
  const all = [
    ...[peopleTests, classTests, workTests, thinningTests, submissionTests],
    ...[auditTests, transactionTests, retentionTests, ltiTests],
  ];
  describe(`the stores over ${name}`, { timeout: 120_000 }, () => {
    for (const tests of all) tests(it);
    dumpTests(it, fresh);
  });
}
