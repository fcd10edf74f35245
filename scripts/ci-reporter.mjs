// A vitest reporter for .ci/run: after everything else (the coverage summary is printed late) it prints
// the totals, alone on the last line, as `N passed, N failed`.

/** A test file that does not load, and an error outside a test, is a failure even though no test failed. */
export default class CiReporter {
  #passed = 0;
  #failed = 0;

  onInit() {
    process.once('exit', () => process.stdout.write(`\n${this.#passed} passed, ${this.#failed} failed\n`));
  }

  onTestRunEnd(testModules, unhandledErrors) {
    this.#passed = 0;
    this.#failed = unhandledErrors.length;
    for (const module of testModules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      this.#passed += states.filter((state) => state === 'passed').length;
      const failed = states.filter((state) => state === 'failed').length;
      this.#failed += failed === 0 && module.state() === 'failed' ? 1 : failed;
    }
  }
}
