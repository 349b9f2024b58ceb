import { VOLUME_TYPES, type VolumeType } from '@outcry/core';

/** Names of volume types on the wire, in the order of the core's. */
export const VOLUME_TYPE_NAMES = ['quote_currency', 'base_currency', 'percent', 'xbt'] as const;

export function volumeTypeName(type: VolumeType): string {
  return VOLUME_TYPE_NAMES[VOLUME_TYPES.indexOf(type)] ?? VOLUME_TYPE_NAMES[0];
}

export function volumeTypeNamed(name: (typeof VOLUME_TYPE_NAMES)[number]): VolumeType {
  return VOLUME_TYPES[VOLUME_TYPE_NAMES.indexOf(name)] ?? VOLUME_TYPES[0];
}
