import { type Masking, maskedAddress, maskedNumber, maskIn } from '../identity/mask.ts';

/** Names under which ids stand: letters and digits that mean nothing, in which a number would be found by chance. */
const ids = /^ids?$|Ids?$|[cC]ursor$/;

/** Says what is masked of a lead; null: nobody knows of which lead a part tells. */
export type MaskingFor = (leadId: string | null) => Masking;

/**
 * Masks every number and address in what is shown: fields that hold one, whatever is typed in them, and each text in which one stands.
 * @param leadId of which lead it tells where no part of it names one
 */
export function hideIn<Shown>(shown: Shown, maskingFor: MaskingFor, leadId: string | null): Shown {
  // Texts become texts, and what else there is stays what it is.
  return hidePart(shown, '', { maskingFor, leadId }) as Shown;
}

interface Where {
  readonly maskingFor: MaskingFor;
  readonly leadId: string | null;
}

function hidePart(part: unknown, name: string, where: Where): unknown {
  if (typeof part === 'string') return hideText(part, name, where.maskingFor(where.leadId));
  if (Array.isArray(part)) return part.map((one) => hidePart(one, name, where));
  if (typeof part !== 'object' || part === null) return part;
  const own = 'leadId' in part && typeof part.leadId === 'string' ? { ...where, leadId: part.leadId } : where;
  const { numbers, addresses } = own.maskingFor(own.leadId);
  if (numbers && 'e164' in part && 'raw' in part) return hidePhone(part);
  if ('field' in part && 'value' in part && typeof part.value === 'string' && (part.field === 'phone' || part.field === 'email')) {
    return { ...part, value: hideText(part.value, part.field, { numbers, addresses }) };
  }
  return hideNamed(part, own);
}

function hideNamed(part: object, where: Where): object {
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, hidePart(value, name, where)]));
}

/** A number in the record: nothing of it can be called, and `masked` says that it may be asked for. */
function hidePhone(part: object): object {
  const { e164, raw } = Object(part) as { readonly e164: unknown; readonly raw: unknown };
  return { ...part, e164: null, raw: maskedNumber(String(e164 ?? raw)), masked: true };
}

/** Masks a text by its name: what stands where a number is asked for is one, however it is typed. */
export function hideText(text: string, name: string, masking: Masking): string {
  if (ids.test(name)) return text;
  if (name === 'phone' && masking.numbers) return maskedNumber(text);
  const isEmail = name === 'email' || name === 'emails' || name === 'emailTyped';
  const isNumber = masking.numbers && isEmail && maskIn(text, { ...masking, addresses: false }) !== text;
  if (isEmail && text !== '' && (masking.addresses || isNumber)) return maskIn(maskedAddress(text), masking);
  return maskIn(text, masking);
}
