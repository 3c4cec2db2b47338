import { ServiceError } from '../service-error.ts';

export function invalidValue(parameter: string, value: unknown, reason: string): ServiceError {
  return new ServiceError('InvalidParameterValue', `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}.`);
}
