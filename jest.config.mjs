// One project per kind of test; `npm test -- --selectProjects unit` runs one of them.
const kinds = ['unit', 'property', 'contract', 'infra', 'integration', 'browser', 'faults'];

/** @type {import('jest').Config} */
export default {
  // No test asserts how long something takes, and none sets a limit of its own: this one only ends what is stuck.
  testTimeout: process.env.PHEU_FULL === '1' ? 7_200_000 : 600_000,
  projects: kinds.map((kind) => ({
    displayName: kind,
    rootDir: import.meta.dirname,
    testMatch: [`<rootDir>/test/${kind}/**/*.test.ts`],
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
          module: { type: 'es6' },
        },
      ],
    },
    transformIgnorePatterns: ['/node_modules/'],
    modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
  })),
};
