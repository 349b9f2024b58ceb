import { InstrumentsServiceDefinition } from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import {
  MarketDataServiceDefinition,
  MarketDataStreamServiceDefinition,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import {
  OperationsServiceDefinition,
  OperationsStreamServiceDefinition,
} from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import { OrdersServiceDefinition, OrdersStreamServiceDefinition } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { SandboxServiceDefinition } from 'tinkoff-sdk-grpc-js/dist/generated/sandbox.js';
import { SignalServiceDefinition } from 'tinkoff-sdk-grpc-js/dist/generated/signals.js';
import { StopOrdersServiceDefinition } from 'tinkoff-sdk-grpc-js/dist/generated/stoporders.js';
import { UsersServiceDefinition } from 'tinkoff-sdk-grpc-js/dist/generated/users.js';

/** Every service of the contract, by its short name. The contract is the pinned package's; nothing of it is copied here. */
export const SERVICES = {
  InstrumentsService: InstrumentsServiceDefinition,
  MarketDataService: MarketDataServiceDefinition,
  MarketDataStreamService: MarketDataStreamServiceDefinition,
  OrdersService: OrdersServiceDefinition,
  OrdersStreamService: OrdersStreamServiceDefinition,
  OperationsService: OperationsServiceDefinition,
  OperationsStreamService: OperationsStreamServiceDefinition,
  UsersService: UsersServiceDefinition,
  SandboxService: SandboxServiceDefinition,
  StopOrdersService: StopOrdersServiceDefinition,
  SignalService: SignalServiceDefinition,
} as const;

export type Services = typeof SERVICES;
export type ServiceName = keyof Services;

/** A message type of the contract. */
export interface MessageType {
  /** Takes whole messages only. */
  encode(message: never): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  fromJSON(object: unknown): object;
  toJSON(message: unknown): unknown;
  fromPartial(object: object): object;
}

/** A method as the transports see it. */
export interface Method {
  readonly service: ServiceName;
  /** As the generated definitions spell it: `getAccounts`. */
  readonly key: string;
  /** As it is called: `GetAccounts`. */
  readonly name: string;
  /** `tinkoff.public.invest.api.contract.v1.UsersService/GetAccounts`, as tariffs name it. */
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestType: MessageType;
  readonly responseType: MessageType;
}

interface Definition {
  readonly fullName: string;
  readonly methods: Readonly<Record<string, Omit<Method, 'service' | 'key' | 'path'>>>;
}

/** Every method of the contract, service by service. */
export const METHODS: readonly Method[] = (Object.keys(SERVICES) as ServiceName[]).flatMap((service) => {
  const { fullName, methods } = SERVICES[service] as unknown as Definition;
  return Object.entries(methods).map(
    ([key, { name, requestStream, responseStream, requestType, responseType }]): Method => ({
      service,
      key,
      name,
      path: `${fullName}/${name}`,
      requestStream,
      responseStream,
      requestType,
      responseType,
    }),
  );
});

/** Largest request over any transport, bytes: 3 000 instruments by uid (30218) take some 120 kB. */
export const MAX_REQUEST_BYTES = 256 * 1024;
