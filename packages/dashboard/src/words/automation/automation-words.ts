import { speaker } from '../language.ts';

/** What the pages of bots, their deals, grids and smart trades say alike. */
export const AUTOMATION_WORDS = {
  // what stands on every page of them
  state: ['State', 'Состояние'],
  actions: ['Actions', 'Действия'],
  edit: ['Edit', 'Изменить'],
  copy: ['Copy', 'Копировать'],
  delete: ['Delete', 'Удалить'],
  keep: ['Leave it', 'Не надо'],
  notThere: ['This bot is not there (any more).', 'Такого бота (уже) нет.'],
  settings: ['Settings', 'Настройки'],
  name: ['Name', 'Название'],
  pair: ['Pair', 'Пара'],
  note: ['Note', 'Заметка'],
  noteHint: ['Only you see it', 'Видна только вам'],
  saveNote: ['Keep the note', 'Сохранить заметку'],
  lastDays: ['the last {days} days', 'последние {days} дней'],
  newestOnly: ['The newest {most} stand here; the API lists all.', 'Здесь новейшие {most}; все — в API.'],
  timeline: ['Timeline', 'Ход сделки'],
  orders: ['Orders', 'Ордера'],
  noOrders: ['No orders yet', 'Ордеров пока нет'],
  purpose: ['What for', 'Назначение'],
  takeBack: ['Take back', 'Снять'],
  atMarket: ['market', 'рынок'],
  began: ['Began', 'Начало'],
  ended: ['Ended', 'Конец'],

  // forms
  copyOf: ['{name} (copy)', '{name} (копия)'],
  save: ['Save', 'Сохранить'],
  looksWrong: ['Mend what is marked in red.', 'Исправьте отмеченное красным.'],
  needName: ['give it a name', 'дайте название'],
  needWhole: ['a whole number', 'целое число'],
  needDecimals: ['at most {most} decimals', 'не более {most} знаков после запятой'],
  none: ['none', 'нет'],
  addStep: ['Add a step', 'Добавить шаг'],
  removeStep: ['Remove step {n}', 'Убрать шаг {n}'],
  howMuch: ['How much', 'Сколько'],
  amount: ['Amount', 'Размер'],
  addQuantity: ['How much', 'Сколько'],
  freeNow: ['Free: {amount}', 'Свободно: {amount}'],
  addFundsShort: ['Sell more', 'Допродать'],

  // money and what is held
  profit: ['Profit', 'Прибыль'],
  profitNow: ['Result now', 'Результат сейчас'],
  held: ['Holds', 'Держит'],
  bought: ['Bought', 'Куплено'],
  priceNow: ['Price now', 'Цена сейчас'],
  panicBuy: ['Buy back now', 'Выкупить сейчас'],
  panicText: ['Sells {amount} at the market now, about {worth}.', 'Продаст {amount} по рынку, около {worth}.'],
  panicTextShort: ['Buys back {amount} at the market now, about {worth}.', 'Выкупит {amount} по рынку, около {worth}.'],
  pricesMove: [
    'At the prices of this moment; the market may give a little less.',
    'По ценам этого момента; рынок может дать немного меньше.',
  ],

  // what has happened
  'role.added': ['added order', 'добавленный ордер'],
  'event.placed': ['{role}: {side} {quantity} at {price}', '{role}: {side} {quantity} по {price}'],
  'event.placedMarket': ['{role}: {side} {quantity} at the market', '{role}: {side} {quantity} по рынку'],
  'event.edited': ['Changed: {changes}.', 'Изменено: {changes}.'],
  'event.stopTimed': [
    'The price has reached the stop loss, which comes at {time} unless the price leaves.',
    'Цена достигла стоп-лосса; он сработает в {time}, если цена не уйдёт.',
  ],
  'event.stopLeft': ['The price has left the stop loss again.', 'Цена ушла от стоп-лосса.'],
  'event.noted': ['Note: {note}', 'Заметка: {note}'],
  'event.noteGone': ['The note is removed.', 'Заметка убрана.'],
  'event.recovered': ['All orders are in place again.', 'Все ордера снова на месте.'],
  goesWrong: ['Something went wrong', 'Что-то не так'],
  retryAt: ['It is tried again at {time}.', 'Повтор в {time}.'],
  retrySoon: ['It is tried again within a minute of market time.', 'Повтор в течение минуты рыночного времени.'],
  'why.money': ['needs {needed}, {free} are free', 'нужно {needed}, свободно {free}'],
} as const;

export const tell = speaker(AUTOMATION_WORDS);
