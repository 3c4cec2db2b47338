import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, type Locale, zoneOf } from '../leads/index.ts';
import { type MailFacts, type TemplateValues, valuesOf } from '../mail-templates/index.ts';
import { localTime } from '../platform/local-time.ts';
import type { Table } from '../platform/table.ts';
import { productKind } from '../products/product-config.ts';
import { purchaseView, readPurchaseOf } from '../purchases/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { comesBefore, type Enrolment, type LeadMoments } from '../sequences/index.ts';
import { nextAppointment, type Task } from '../tasks/index.ts';

/** What the values of a mail are read with. */
interface ValueParts {
  readonly table: Pick<Table, 'get'>;
  readonly company: CompanyConfig;
  readonly config: ConfigReader;
}

/** Addresses come with the address that a mail goes to. */
const noLinks = { unsubscribeUrl: '', preferencesUrl: '' } as const;

/** A run whose mail is written, and what its moment is found in. */
interface WrittenRun {
  readonly run: Pick<Enrolment, 'about' | 'moment'>;
  readonly tasks: readonly Pick<Task, 'status' | 'reason' | 'kind' | 'dueAt'>[];
  readonly moments: LeadMoments | undefined;
  readonly now: Date;
}

/** Reads what a template may say of a lead and of what its run is about: its order, and the moment that it comes before or the next appointment. */
export async function readTemplateValues(
  lead: Lead,
  { run, tasks, moments, now }: WrittenRun,
  locale: Locale,
  { table, company, config }: ValueParts,
): Promise<TemplateValues> {
  const { about } = run;
  const timeZone = zoneOf(lead, company.timeZone);
  const appointment = nextAppointment(tasks, now);
  const [products, reps, purchase] = await Promise.all([
    config.current(productKind),
    config.current(repKind),
    readOrder(table, lead, about),
  ]);
  const rep = lead.owner && reps.documents.get(lead.owner.repId);
  return valuesOf({
    lead,
    locale,
    company,
    products: products.documents,
    owner: rep ? { name: rep.name, email: rep.email } : null,
    about: {
      product: about.product ?? purchase?.items.find(({ product }) => products.documents.has(product))?.product,
      moment: run.moment
        ? momentText(run, moments, { lead: timeZone, company: company.timeZone, locale })
        : appointment && localTime(appointment, timeZone, locale),
    },
    purchase,
    links: noLinks,
  });
}

async function readOrder(
  table: Pick<Table, 'get'>,
  lead: Lead,
  { purchase: purchaseId }: Enrolment['about'],
): Promise<MailFacts['purchase']> {
  const order = purchaseId && (await readPurchaseOf(table, lead, purchaseId));
  if (!order) return undefined;
  const { currency, booked, items } = purchaseView(order, { leadId: null, opportunityId: null });
  const money = (amount: number | undefined) => (amount === undefined ? null : { amount, currency });
  return {
    total: money(booked),
    items: items.map(({ product, name, quantity, amount }) => ({ product: product ?? name ?? '', quantity, total: money(amount) })),
  };
}

/** Of a day no hour is told; one of the company's is the same for whoever lives by other clocks. */
function momentText(
  run: Pick<Enrolment, 'about' | 'moment'>,
  moments: LeadMoments | undefined,
  { lead, company, locale }: { readonly lead: string; readonly company: string; readonly locale: Locale },
): string | undefined {
  const [of, at] = [run.moment?.of, comesBefore(run, moments)];
  if (!at) return undefined;
  const text = localTime(at.toISOString(), of === 'close' ? company : lead, locale);
  return of === 'appointment' || of === 'task' ? text : text.slice('00:00, '.length);
}
