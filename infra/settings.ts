import { z } from 'zod';
import { exampleAddress } from '../tools/production.ts';

const wholeNumber = z.coerce.number().int().positive();
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

const askSes = 'has to be a whole number, at least 1: the MaxSendRate that aws sesv2 get-account tells';
const askSesDay = 'has to be a whole number, at least 1: the Max24HourSend that aws sesv2 get-account tells';
const exampleSender = 'leads@example.com';

/** What ops may choose at deployment, by `-c name=value` or in cdk.json; docs/deploy.md explains each. */
const Settings = z
  .object({
    /** Part of every name, so that stages can share an account. `prod` keeps its data when the stack goes. */
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,11}$/, 'has to be 1–12 small letters, digits or hyphens, a letter first')
      .default('dev'),
    /** Folder of the company's configuration, beside the project or absolute; the first deployment publishes it. */
    config: z.string().min(1).default('config'),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'has to be a Region such as ap-southeast-1')
      .optional(),
    /** Sender of every mail; its domain or itself has to be a verified SES identity. */
    mailFrom: z.email('has to be an e-mail address such as leads@example.vn').default(exampleSender),
    /** Gets the alarms; AWS asks it for a confirmation once. */
    alarmEmail: z.email('has to be an e-mail address').optional(),
    domainName: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'has to be a domain such as www.example.vn')
      .optional(),
    /** Where the console answers, beside `domainName`; the certificate holds both names. @default - at a name of CloudFront's */
    consoleDomainName: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'has to be a domain such as console.example.vn')
      .optional(),
    certificateArn: z
      .string()
      .regex(
        /^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/,
        'has to be the ARN of a certificate in us-east-1 (CloudFront takes no other)',
      )
      .optional(),
    webAclArn: z
      .string()
      .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/, 'has to be the ARN of a global web ACL')
      .optional(),
    /** Adds the stack in us-east-1 that makes the certificate and the web ACL. */
    edge: flag.default(false),
    /** Adds files of facts each night, and what asks them: docs/guides/analytics.md. */
    analytics: flag.default(false),
    hostedZoneId: z.string().optional(),
    /** Over which name of the company's links of watched mails are led, behind HTTPS: docs/guides/engagement.md. @default - a domain of SES' */
    trackingDomain: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'has to be a domain such as thu.example.vn')
      .optional(),
    /** Has answers to mails come in, at a domain of its own: docs/guides/replies.md. @default - they go to the company's mailbox */
    replyDomain: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'has to be a domain such as reply.example.vn, in small letters')
      .max(180, 'has to be shorter: an address at it has 63 characters more, and 254 at most')
      .optional(),
    /** Ceiling of the table's read and write units per second each, and of each index: a bound for the bill, not for speed. */
    maxOnDemandThroughput: wholeNumber.default(4_000),
    /** Posts of forms that the API lets through; more get 429, and form.js tries again. @default 300 in production, 50 elsewhere */
    postsPerSecond: wholeNumber.optional(),
    /** Beacons of the tracker that the API lets through. */
    eventsPerSecond: wholeNumber.default(500),
    /** Mails that SES takes in a second, as the account has it; more would be refused. @default 14 in production, 200 elsewhere */
    mailsPerSecond: z.coerce.number(askSes).int(askSes).min(1, askSes).optional(),
    /** Mails that SES takes in 24 hours, as the account has it; a fifth is kept for notices. */
    mailsPerDay: z.coerce.number(askSesDay).int(askSesDay).min(1, askSesDay).default(50_000),
    /** Bill of the whole account that a month should not exceed; `alarmEmail` is told at 80 % of it, and when AWS foresees more. */
    monthlyBudgetUsd: wholeNumber.default(50),
    /** Keeps one instance of each function between a form and the rep's notice loaded. @default true in production, false elsewhere */
    keepWarm: flag.optional(),
    /** Kept for capture-form alone; a new account's limit of 10 leaves no room for it. */
    reservedConcurrency: wholeNumber.optional(),
    /** One higher makes a new master secret; the one before stays good beside it. */
    secretVersion: wholeNumber.default(1),
    logRetentionDays: z.coerce
      .number()
      .refine((days) => [7, 14, 30, 60, 90, 180, 365].includes(days), 'has to be 7, 14, 30, 60, 90, 180 or 365')
      .default(30),
  })
  .refine((settings) => settings.edge || Boolean(settings.domainName) === Boolean(settings.certificateArn), {
    path: ['domainName'],
    error: 'needs certificateArn beside it, and the other way round (deploy once with -c edge=true to get one)',
  })
  .refine((settings) => !settings.edge || settings.domainName, { path: ['domainName'], error: 'is needed when edge=true' })
  .refine((settings) => !settings.consoleDomainName || settings.domainName, {
    path: ['consoleDomainName'],
    error: 'needs domainName and certificateArn beside it; the certificate has to hold both names',
  })
  .refine((settings) => !settings.consoleDomainName || settings.consoleDomainName !== settings.domainName, {
    path: ['consoleDomainName'],
    error: 'has to be another one than domainName: the console is an origin of its own',
  })
  .refine(
    ({ trackingDomain, domainName, consoleDomainName, replyDomain }) =>
      !trackingDomain || ![domainName, consoleDomainName, replyDomain].includes(trackingDomain),
    {
      path: ['trackingDomain'],
      error: 'has to be another one than domainName, consoleDomainName and replyDomain: whatever comes there goes on to SES',
    },
  )
  .refine(({ replyDomain, mailFrom }) => replyDomain === undefined || replyDomain !== mailFrom.split('@').at(-1)?.toLowerCase(), {
    path: ['replyDomain'],
    error: 'has to be another one than that of mailFrom, such as a subdomain: all its mail goes to SES, and people would get none there',
  })
  .refine(({ replyDomain, domainName, consoleDomainName }) => !replyDomain || ![domainName, consoleDomainName].includes(replyDomain), {
    path: ['replyDomain'],
    error:
      'has to be another one than domainName and consoleDomainName: the name of a site is an alias, beside which there can be no MX record',
  })
  .superRefine(({ stage, mailFrom, alarmEmail }, context) => {
    if (stage !== 'prod') return;
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (mailFrom === exampleSender)
      refuse('mailFrom', 'is needed when stage=prod: the verified sender of all mails, such as leads@ your domain');
    else if (exampleAddress(mailFrom)) refuse('mailFrom', `may be no example when stage=prod: ${exampleAddress(mailFrom)}`);
    if (alarmEmail && exampleAddress(alarmEmail)) refuse('alarmEmail', `may be no example when stage=prod: ${exampleAddress(alarmEmail)}`);
  });

export type Settings = z.infer<typeof Settings> & {
  readonly isProduction: boolean;
  readonly postsPerSecond: number;
  readonly mailsPerSecond: number;
  readonly keepWarm: boolean;
};

export const settingNames = Object.keys(Settings.shape);

/** Something that ops wrote is wrong; its message is all that they need. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

/** @throws SynthesisError naming every setting that is wrong and what it has to be. */
export function readSettings(settingOf: (name: string) => unknown): Settings {
  const given = Object.fromEntries(settingNames.map((name) => [name, settingOf(name)]).filter(([, value]) => value !== undefined));
  const parsed = Settings.safeParse(given);
  if (parsed.success) {
    const isProduction = parsed.data.stage === 'prod';
    const { postsPerSecond = isProduction ? 300 : 50, mailsPerSecond = isProduction ? 14 : 200, keepWarm = isProduction } = parsed.data;
    return { ...parsed.data, isProduction, postsPerSecond, mailsPerSecond, keepWarm };
  }
  const faults = parsed.error.issues.map((issue) => `  -c ${issue.path.join('.')}=… ${issue.message}`);
  throw new SynthesisError(`The deployment's settings are wrong:\n${faults.join('\n')}`);
}
