import { describeRuntime } from '../src/runtimes/runtime.contract.ts';
import { createVmRuntime } from '../src/runtimes/vm/vm-runtime.server.ts';
import { imageForTests } from './build.ts';

const { folder } = await imageForTests();

describeRuntime('vm under Node', {
  create: () => createVmRuntime({ folder }),
  limit: 180_000,
  sessions: true,
  records: true,
});
