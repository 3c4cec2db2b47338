import { z } from 'zod';
import { Stage } from '../leads/record.ts';
import type { ConnectorConfig } from './connector-config.ts';

/** Stages that a platform can be told of; whom nobody knows by name came from no advertisement that we know. */
export const ConversionStage = Stage.exclude(['anonymous']);
export type ConversionStage = z.infer<typeof ConversionStage>;

/** What an advertising platform is told of what became of the people whom it brought. Left out of a connector, nothing is told. */
export const ConversionsConfig = z.strictObject({
  /** Of Meta the id of the dataset, of Google that of the advertising account, without hyphens. */
  account: z.string().regex(/^\d{5,20}$/, 'write the digits of the id alone'),
  /** Of Google: the manager account by which the account is reached. @default - the account itself */
  loginAccount: z
    .string()
    .regex(/^\d{10}$/, 'write the ten digits alone')
    .optional(),
  /** Of Google: the id of the OAuth client whose secret and refresh token lie as parameters. */
  clientId: z.string().min(1).max(200).optional(),
  /** What the platform calls each stage that it is told of: of Meta any word, of Google the id of a conversion action. */
  stages: z.partialRecord(ConversionStage, z.string().min(1).max(60)),
  /** Versions of the text on tracking that say that a platform is told. Who agreed to another one is told of to nobody. */
  consentVersions: z.array(z.string().min(1).max(60)).min(1).max(20),
  /** True: clicks on advertisements that led to the company's own pages are told of by this connector. */
  ofPages: z.boolean().default(false),
  /** True: digests of the e-mail address and the phone number go along. */
  withContact: z.boolean().default(false),
  /** True: what was paid goes along with the stages customer and repeat. */
  withValue: z.boolean().default(true),
});
export type ConversionsConfig = z.infer<typeof ConversionsConfig>;

/** Platforms that can be told. */
export const tellableTypes = ['meta', 'google-ads'] as const;
export type TellableType = (typeof tellableTypes)[number];

interface Problem {
  readonly index: number;
  readonly path: string[];
  readonly message: string;
}

/** Lists what is wrong with what connectors tell platforms. */
export function conversionProblems(connectors: readonly Pick<ConnectorConfig, 'type' | 'conversions'>[]): Problem[] {
  const ofPages = new Set<string>();
  return connectors.flatMap(({ type, conversions }, index): Problem[] => {
    if (!conversions) return [];
    const say = (field: string, message: string): Problem => ({ index, path: ['conversions', field], message });
    if (!tellableTypes.some((one) => one === type))
      return [{ index, path: ['conversions'], message: `only ${tellableTypes.join(' and ')} can be told` }];
    const isSecond = conversions.ofPages && ofPages.has(type);
    if (conversions.ofPages) ofPages.add(type);
    const { account, clientId, stages } = conversions;
    return [
      ...(isSecond ? [say('ofPages', `a click on a page is told once: another connector of the type ${type} tells of them`)] : []),
      ...(Object.keys(stages).length === 0 ? [say('stages', 'name at least one stage')] : []),
      ...(type === 'google-ads' ? googleProblems({ account, clientId, stages }, say) : []),
    ];
  });
}

function googleProblems(
  { account, clientId, stages }: Pick<ConversionsConfig, 'account' | 'stages'> & { readonly clientId: string | undefined },
  say: (field: string, message: string) => Problem,
): Problem[] {
  const isNoAction = Object.values(stages).some((action) => action !== undefined && !/^\d{1,20}$/.test(action));
  return [
    ...(/^\d{10}$/.test(account) ? [] : [say('account', 'the id of an account of Google Ads has ten digits')]),
    ...(clientId === undefined ? [say('clientId', 'name the OAuth client by which Google is asked')] : []),
    ...(isNoAction ? [say('stages', 'of Google a stage is the id of a conversion action, in digits')] : []),
  ];
}
