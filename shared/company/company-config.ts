import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual, oneLine } from '../config/texts.ts';
import { configId } from '../platform/config-id.ts';
import { macroRegion } from '../regions/codes.ts';
import { FirstContactMinutes, WorkingHours } from './hours-config.ts';
import { MaskConfig, UnmaskedRole } from './mask-config.ts';
import { DataQuality } from './quality-config.ts';
import { defaultTimeZone, timeZoneName } from './zone-config.ts';

/**
 * How many mails may go to addresses that nobody has proven: anybody can type a stranger's address into a form. Far above what a small
 * company sends on its best day, and far below what makes mailbox providers turn away its mails.
 */
export const MailLimits = z
  .object({
    perTenMinutes: z.number().int().min(1).max(100_000).default(100),
    perDay: z.number().int().min(1).max(1_000_000).default(500),
    /** To one mail domain; providers of free mail have no such limit. */
    perDomainAndDay: z.number().int().min(1).max(1_000_000).default(50),
  })
  .refine(({ perTenMinutes, perDay }) => perTenMinutes <= perDay, {
    path: ['perTenMinutes'],
    error: 'write no more than perDay: ten minutes cannot take more than their day',
  });
export type MailLimits = z.infer<typeof MailLimits>;

/** The company as mails show it. */
export const CompanyConfig = z.object({
  id: z.literal('company'),
  name: oneLine,
  address: oneLine,
  phone: oneLine,
  email: z.email(),
  website: z.url({ protocol: /^https?$/, error: 'write a whole address such as https://www.example.vn' }),
  defaultLocale: z.enum(['vi', 'en']).default('vi'),
  timeZone: timeZoneName.default(defaultTimeZone),
  workingHours: WorkingHours.prefault({}),
  /** Within how many minutes of their own working time reps are to reach out to whom they got, or to who becomes hot, where their pool does not say. @default 15 */
  firstContactMinutes: FirstContactMinutes.optional(),
  mailLimits: MailLimits.prefault({}),
  /** How many advertising mails a mailbox gets in 24 hours; the law lets nobody send more than three. */
  advertisingPerDay: z.number().int().min(1).max(3).default(3),
  /**
   * How many advertising mails a mailbox gets in any so many days, all topics together: what the texts beside the boxes of the forms promise.
   * @default - nothing beside `advertisingPerDay` limits them
   */
  advertisingAtMost: z.strictObject({ mails: z.number().int().min(1).max(10), days: z.number().int().min(2).max(92) }).optional(),
  /**
   * For how many days advertising waits where a mailbox answers by itself that its person is away and does not say until when; 0: it does not wait. One
   * that names a day has it wait until then in any case.
   */
  awayDays: z.number().int().min(0).max(30).default(3),
  /**
   * The company's bot of Telegram, by the last part of the name of the parameter that holds its token; it lies beside the secrets of webhooks.
   * @default - reps hear nothing by Telegram
   */
  telegram: z.object({ tokenParameter: configId() }).optional(),
  /** When reps hear of what can wait, such as the repeat of a customer: as it comes, or within their working hours. What cannot wait rings at once. */
  noticesOutsideHours: z.enum(['atOnce', 'wait']).default('atOnce'),
  /** When leaders hear, on mornings on which the company works, how their pools stand. @default - they do not */
  leaderMorning: z
    .object({
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as "07:30"')
        .default('07:30'),
    })
    .optional(),
  /**
   * Where people of the company look at a lead, with `{leadId}` in the place of its id: notices link to it.
   * @default - they link to the lead in the console
   */
  leadPage: z
    .string()
    .max(500)
    .regex(/^https:\/\/[^\s{}]+\{leadId\}[^\s{}]*$/, 'write an address with {leadId} once, such as "https://crm.example.vn/leads/{leadId}"')
    .optional(),
  /**
   * Where admins look at who took out which list, with `{exportId}` in the place of its id: the mail that tells of it links there.
   * @default - it links to nothing
   */
  exportPage: z
    .string()
    .max(500)
    .regex(
      /^https:\/\/[^\s{}]+\{exportId\}[^\s{}]*$/,
      'write an address with {exportId} once, such as "https://crm.example.vn/exports/{exportId}"',
    )
    .optional(),
  /** How long after the last thing done with a cart on the site it counts as left. */
  cartLeftAfterMinutes: z.number().int().min(15).max(10_080).default(240),
  /** Whether two leads become one by themselves where a number or an address is proven of both and both have the same whole name. */
  mergeProvenDuplicates: z.boolean().default(true),
  /**
   * How long what is kept. After so many months in which nothing was done by a person or about them they are erased: people who never bought, and
   * customers. After so many days go visits of devices that nobody is known of, with the details of all visits; posts that were set aside; and posts that
   * were refused: never later than the product's own ends.
   * @default - people are kept; visits and posts that were set aside 90 days, refused ones 30
   */
  retention: z
    .strictObject({
      leadsAfterMonths: z.number().int().min(6).max(240).optional(),
      customersAfterMonths: z.number().int().min(12).max(360).optional(),
      visitsAfterDays: z.number().int().min(1).max(90).optional(),
      heldPostsAfterDays: z.number().int().min(7).max(90).optional(),
      refusedPostsAfterDays: z.number().int().min(1).max(30).optional(),
    })
    .optional(),
  /** What the company asks of its records. */
  dataQuality: DataQuality.prefault({}),
  /** What people call shops, imports and connectors, by the id under which they tell of people and orders. */
  sourceNames: z.record(configId(), bilingual).default({}),
  /** What people call topics of pages in reports, by what a page says of itself or the first part of its path. */
  pageTopicNames: z.record(z.string().min(1).max(40), bilingual).default({}),
  /** Province code → macro-region, where this company counts a province elsewhere (often Lâm Đồng in the south). */
  macroRegions: z.record(z.string().regex(/^\d{2}$/), macroRegion).default({}),
  /** Holds for each pool that says nothing else, and for leads of no pool. @default - nothing is masked */
  ...MaskConfig,
  /** Who is shown masked numbers and addresses as they are. @default - admins */
  unmaskedFor: z.array(UnmaskedRole).max(2).optional(),
});
export type CompanyConfig = z.infer<typeof CompanyConfig>;

/** The company itself: one document. */
export const companyKind = defineKind({
  name: 'company',
  schema: CompanyConfig,
  isSingle: true,
  holdsAddresses: true,
  example: {
    id: 'company',
    name: 'Công ty An Nhiên',
    address: 'Số 1 đường Ví Dụ, TP. Hồ Chí Minh',
    phone: '1900 0000',
    email: 'xinchao@annhien.example',
    website: 'https://annhien.example',
    workingHours: {
      week: {
        monday: [
          { from: '08:00', to: '12:00' },
          { from: '13:30', to: '17:30' },
        ],
        saturday: [{ from: '08:00', to: '12:00' }],
      },
      publicHolidays: 'vn',
      holidays: [
        { date: '2027-06-12', name: 'Ngày hội công ty' },
        { date: '2027-02-04', name: 'Ngày làm việc cuối năm', hours: [{ from: '08:00', to: '12:00' }] },
      ],
    },
  },
});
