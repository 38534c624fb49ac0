import { z } from 'zod'
import { addressList } from './clients/address.ts'

/** A whole number in a range. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}

/** The items of a list separated by commas. */
export function listOf(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}

/** Whether all items are IP addresses or blocks of them. */
export function isAddressList(blocks: readonly string[]): boolean {
  try {
    addressList(blocks)
    return true
  } catch {
    return false
  }
}

/** @param protocols such as `https:` */
export function isUrlOf(protocols: readonly string[]) {
  return (value: string) => {
    const url = URL.canParse(value) ? new URL(value) : null
    return url !== null && protocols.includes(url.protocol)
  }
}

/** True or false. */
export function flag(otherwise: boolean) {
  return z
    .enum(['true', 'false'], 'must be true or false')
    .default(otherwise ? 'true' : 'false')
    .transform((value) => value === 'true')
}
