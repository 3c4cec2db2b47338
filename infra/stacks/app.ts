import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from '../constructs/alarms.ts';
import type { Console } from '../constructs/console.ts';
import type { PheuHttpApi } from '../constructs/http-api.ts';
import { KeptWarm } from '../constructs/kept-warm.ts';
import type { SignIn } from '../constructs/sign-in.ts';
import type { Site } from '../constructs/site.ts';
import { addServiceAlarms } from './app-alarms.ts';
import { AppParts, type AppPartsProps } from './app-parts.ts';
import { addBudget } from './budget.ts';
import { addFront } from './front.ts';
import { addIntakeAndAssignment, addMail, addScoring, addTracking } from './lead-flow.ts';
import { addPreparation } from './preparation.ts';
import { addAnalytics, addCalls, addProjecting, addPublishing, addReplies, addTimers, addWork } from './reactions.ts';
import { SavedQueries } from './saved-queries.ts';

export interface AppStackProps extends StackProps, AppPartsProps {}

/** Everything but the data: functions, queues, bus, timers, API, site and alarms. Can be destroyed and made again. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, {
      ...props,
      description: 'Pheu: capture, routing, mail, API and site',
      // The distribution and the API's addresses would be new ones: deleting it is for a person who means it.
      terminationProtection: props.settings.isProduction,
    });
    const { settings, data } = props;
    const alarms = new Alarms(this, 'Alarms', settings);
    const parts = new AppParts(this, props, alarms);
    const preparation = addPreparation(parts);
    const { api, site, console, signIn, captureForm, answerLinks } = addFront(parts, preparation);
    const leadMakers = addIntakeAndAssignment(parts, preparation);
    const trackVisits = addTracking(parts, preparation);
    const sendMail = addMail(parts, preparation, { trackVisits, answerLinks, siteUrl: site.url, consoleUrl: console.url });
    const publishChanges = addPublishing(parts, preparation);
    addProjecting(parts, preparation);
    addTimers(parts);
    addScoring(parts);
    addWork(parts, preparation);
    addCalls(parts, preparation);
    addAnalytics(parts);
    addReplies(parts, preparation, sendMail);
    if (settings.keepWarm) {
      const failures = parts.queues.deliveryFailures;
      new KeptWarm(this, 'KeptWarm', { settings, front: captureForm, workers: [...leadMakers, sendMail], failures });
    }
    const { functions, queues } = parts;
    addBudget(this, settings);
    addServiceAlarms(alarms, { stage: settings.stage, api: api.api, table: data.table, publishChanges, functions, queues });
    new SavedQueries(this, 'Queries', { stage: settings.stage, functions, accessLogs: api.accessLogs });
    addOutputs(parts, { api, site, console, signIn });
  }
}

function addOutputs(
  { stack, variables, bus, mailEvents, secretParameterName, identityParameterName }: AppParts,
  { api, site, console, signIn }: { readonly api: PheuHttpApi; readonly site: Site; readonly console: Console; readonly signIn: SignIn },
) {
  new CfnOutput(stack, 'SiteUrl', { value: site.url, description: 'Demo page, form.js and the API under /v1/' });
  new CfnOutput(stack, 'ConsoleUrl', { value: console.url, description: 'Where the users of the configuration sign in and work' });
  new CfnOutput(stack, 'ConsoleDistributionDomainName', { value: console.distribution.distributionDomainName });
  new CfnOutput(stack, 'ConsoleClientId', { value: signIn.client.userPoolClientId });
  new CfnOutput(stack, 'SignInUrl', { value: signIn.url });
  new CfnOutput(stack, 'DistributionId', { value: site.distribution.distributionId });
  new CfnOutput(stack, 'DistributionDomainName', { value: site.distribution.distributionDomainName });
  new CfnOutput(stack, 'ApiEndpoint', { value: api.api.apiEndpoint });
  new CfnOutput(stack, 'BusName', { value: bus.eventBusName });
  new CfnOutput(stack, 'IntakeQueueUrl', { value: variables.INTAKE_QUEUE_URL });
  new CfnOutput(stack, 'NoticeQueueUrl', { value: variables.NOTICE_QUEUE_URL });
  new CfnOutput(stack, 'WorkQueueUrl', { value: variables.WORK_QUEUE_URL });
  new CfnOutput(stack, 'CallsQueueUrl', { value: variables.CALLS_QUEUE_URL });
  new CfnOutput(stack, 'ConfigurationSetName', { value: mailEvents.configurationSets.mails });
  new CfnOutput(stack, 'NoticeConfigurationSetName', { value: mailEvents.configurationSets.notices });
  new CfnOutput(stack, 'WatchedConfigurationSetName', { value: mailEvents.configurationSets.watched });
  new CfnOutput(stack, 'SecretParameterName', { value: secretParameterName });
  new CfnOutput(stack, 'IdentityParameterName', { value: identityParameterName });
}
