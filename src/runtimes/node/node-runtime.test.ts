import { describeRuntime } from '../runtime.contract.ts';
import { createNodeRuntime } from './node-runtime.ts';

describeRuntime('node', { create: createNodeRuntime });
