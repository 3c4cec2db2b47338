import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Tags } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { companyKind } from '../shared/company/company-config.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { build } from '../tools/build.ts';
import { type ConfigFolder, documentsOf } from '../tools/config-files.ts';
import { findDownloads, readCompanyConfig } from './company-config.ts';
import { functionNames } from './function-names.ts';
import { readSettings, SynthesisError } from './settings.ts';
import { AnalyticsStack } from './stacks/analytics.ts';
import { AppStack } from './stacks/app.ts';
import { DataStack } from './stacks/data.ts';
import { EdgeStack } from './stacks/edge.ts';

const root = join(import.meta.dirname, '..');

export interface SynthesisOptions {
  /** Settings as `-c` would give them. @default - the stage dev with its defaults */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Where the cloud assembly goes. @default - a folder of the CDK's choice */
  readonly outDir?: string;
  /** The build to deploy. @default - dist in the project's folder */
  readonly distDir?: string;
}

/** Makes the construct tree without writing anything. */
export function createApp(options: SynthesisOptions = {}): App {
  const distDir = options.distDir ?? join(root, 'dist');
  const missing = functionNames.filter((name) => !existsSync(join(distDir, 'functions', name, 'index.mjs')));
  if (missing.length > 0) throw new Error(`no bundle for ${missing.join(', ')}: run npm run build first`);

  const app = new App({
    ...(options.outDir === undefined ? {} : { outdir: options.outDir }),
    context: recommendedFlags(),
    postCliContext: { ...options.context },
    analyticsReporting: false,
  });
  const settings = readSettings((name) => app.node.tryGetContext(name));
  const company = readCompanyConfig(settings);
  const config = JSON.stringify(documentsOf(company));
  const downloadsDir = findDownloads(settings, company);
  const region = settings.region ?? process.env.CDK_DEFAULT_REGION;
  const account = process.env.CDK_DEFAULT_ACCOUNT;
  const env = { ...(region ? { region } : {}), ...(account ? { account } : {}) };

  const data = new DataStack(app, 'data', { stackName: `pheu-${settings.stage}-data`, env, settings });
  const analytics = settings.analytics
    ? new AnalyticsStack(app, 'analytics', { stackName: `pheu-${settings.stage}-analytics`, env, settings })
    : undefined;
  const files = analytics?.files;
  new AppStack(app, 'app', {
    stackName: `pheu-${settings.stage}-app`,
    env,
    settings,
    data,
    files,
    distDir,
    config,
    downloadsDir,
    timeZone: timeZoneOf(company),
  });
  if (settings.edge) {
    new EdgeStack(app, 'edge', { stackName: `pheu-${settings.stage}-edge`, env: { ...env, region: 'us-east-1' }, settings });
  }
  Tags.of(app).add('application', 'pheu');
  Tags.of(app).add('stage', settings.stage);
  return app;
}

/** The zone of the company's days, as its configuration has it now. */
function timeZoneOf(company: ConfigFolder): string {
  return companyKind.schema.parse(documentsOf(company)[companyKind.name]?.[0]).timeZone;
}

/** Synthesises the built project; call `build()` of tools/build.ts before. */
export function synthesise(options: SynthesisOptions = {}): CloudAssembly {
  return createApp(options).synth();
}

/** Without the behaviours that the CDK recommends for new projects, imports of this file and the CDK's own tool would give different templates. */
function recommendedFlags(): Record<string, unknown> {
  const file = join(root, 'node_modules', 'aws-cdk-lib', 'recommended-feature-flags.json');
  const flags: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return {
    ...(typeof flags === 'object' ? flags : {}),
    // Exports, not weak reads: CloudFormation then refuses to replace a table or user pool that the app still uses.
    '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  };
}

if (import.meta.main) {
  await build({ ifStale: true });
  // The CDK's own tool says where it looks for the result; started by hand, the result is in the usual place.
  try {
    createApp({ outDir: process.env.CDK_OUTDIR ?? join(root, 'cdk.out') }).synth();
  } catch (error) {
    // A stack trace of ours would bury the sentence that says what to do.
    if (!(error instanceof SynthesisError || error instanceof InvalidInputError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
