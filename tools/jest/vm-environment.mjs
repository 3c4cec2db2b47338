import { TestEnvironment } from 'jest-environment-node';
import { recordCpu } from './cpu.mjs';

/** Jest's environment with a context of its own, for tests that put other modules in the place of ours. */
export default class VmEnvironment extends TestEnvironment {
  #cpu;

  constructor(config, context) {
    super(config, context);
    this.#cpu = recordCpu(context.testPath);
  }

  handleTestEvent(event) {
    this.#cpu.note(event);
  }

  async teardown() {
    await super.teardown();
    this.#cpu.end();
  }
}
