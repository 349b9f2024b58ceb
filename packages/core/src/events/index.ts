export {
  type CoreEvent,
  defineEvent,
  EventCodec,
  type EventDefinition,
  EventFormatError,
  type FieldKind,
  type Upcaster,
} from './codec.ts';
export { readTable, TableWriter } from './integer-table.ts';
