import { synthesiseSample, type Variant } from '../../packages/local-cloud/test/support/sample.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts';

/** Starts the sample application of the local cloud as `npm start` starts ours, on a free port. */
export async function startSample(variant: Variant = 'whole', options: RuntimeOptions = {}): Promise<Runtime> {
  return await startRuntime({ ...options, assembly: await synthesiseSample(variant) });
}
