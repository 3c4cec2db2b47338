import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Lambda hands credentials over in environment variables and in no other way. The SDK's default chain brings
 * profiles, SSO, web identity and instance metadata along (a third of a bundle), so bundles get the
 * environment provider in its place; outside of bundles the SDK stays as it is.
 */
export const lambdaCredentials: Plugin = {
  name: 'lambda-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'environment',
      namespace: 'lambda-credentials',
      pluginData: createRequire(`${resolveDir}/`).resolve('@aws-sdk/credential-provider-node'),
    }));
    build.onLoad({ filter: /.*/, namespace: 'lambda-credentials' }, ({ pluginData }) => ({
      contents: "import { fromEnv } from '@aws-sdk/credential-provider-env'; export const defaultProvider = (init) => fromEnv(init);",
      resolveDir: dirname(String(pluginData)),
    }));
  },
};
