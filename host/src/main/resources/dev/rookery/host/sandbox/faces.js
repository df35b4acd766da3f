"use strict";

import {element} from "/api.js";

// The faces by their numbers on the wire: the Chinese name that people know them by, and a character that looks alike.

const TABLE =
  "0惊讶😲 1撇嘴😒 2色😍 3发呆😳 4得意😏 5流泪😢 6害羞😊 7闭嘴🤐 8睡😴 9大哭😭 10尴尬😅 11发怒😡 12调皮😜 13呲牙😁 " +
  "14微笑🙂 21飞吻😘 23跳跳🤸 25发抖🥶 26怄火😤 27爱情💞 29足球⚽ 32西瓜🍉 33玫瑰🌹 34凋谢🥀 36爱心💗 37心碎💔 " +
  "38蛋糕🎂 39礼物🎁 42太阳🌞 45月亮🌙 46强👍 47弱👎 50难过🙁 51酷😎 53抓狂😫 54吐🤮 55惊恐😱 56流汗😓 57憨笑😄 " +
  "58大兵💂 59猪头🐷 62拥抱🤗 63咖啡☕ 64饭🍚 71握手🤝 72便便💩 73偷笑🤭 74可爱😋 75白眼🙄 76傲慢😤 77饥饿🤤 " +
  "78困🥱 79奋斗💪 80咒骂🤬 81疑问🤔 82嘘🤫 83晕😵 84折磨😖 85衰😩 86骷髅💀 87敲打🔨 88再见👋 90雾🌁 91闪电⚡ " +
  "92炸弹💣 93刀🗡 94女人👩 95胜利✌ 96冷汗😰 97擦汗😥 98抠鼻👃 99鼓掌👏 100糗大了🙈 101坏笑😼 102左哼哼😾 " +
  "103右哼哼😾 104哈欠🥱 105鄙视😑 106委屈🥺 107快哭了😿 108阴险😈 109亲亲😚 110吓😨 111可怜🥺 112菜刀🔪 113啤酒🍺 " +
  "114篮球🏀 115乒乓🏓 116示爱💋 117瓢虫🐞 118抱拳🙏 119勾引☝ 120拳头✊ 121差劲👎 122爱你🤟 123NO🙅 124OK👌 " +
  "125转圈💫 126磕头🙇 127回头🔙 128跳绳🤾 129挥手👋 130激动🤩 131街舞🕺 132献吻💋 133左太极☯ 134右太极☯ 135招财猫🐱 " +
  "136双喜🎎 137鞭炮🧨 138灯笼🏮 139发财🤑 140K歌🎤 141购物🛍 142邮件📧 143帅🤵 144喝彩🎉 145祈祷🙏 146劲爆💢 " +
  "147棒棒糖🍭 148喝奶🍼 149面条🍜 150香蕉🍌 151飞机✈ 152开车🚗 153高铁左车头🚄 154车厢🚃 155高铁右车头🚄 156多云⛅ " +
  "157下雨🌧 158钞票💵 159熊猫🐼 160灯泡💡 161风车🎡 162闹钟⏰ 163打伞☂ 164彩球🎈 165钻戒💍 166沙发🛋 167纸巾🧻 " +
  "168药💊 169手枪🔫 170青蛙🐸 171粥🥣 172眨眼睛😉 173泪奔😭 174无奈🤷 175卖萌😇 176小纠结😣 177喷血🤯 178斜眼笑😏 " +
  "179doge🐶 180惊喜😮 181骚扰😝 182笑哭😂 183我最美💁 184河蟹🦀 185羊驼🦙 187幽灵👻 188蛋🥚 189马赛克🔲 190菊花🌼 " +
  "191肥皂🧼 192红包🧧 193大笑😆 194不开心😞 195啊😮 196恐慌😱 197冷漠😐 198呃😬 199好棒👍 200拜托🙏 201点赞👍 " +
  "202无聊😶 203托脸🤔 204吃😋 205送花💐 206害怕😨 207花痴😍 208小样儿😙 209脸红😳 210飙泪😭 211我不看🙈 212托腮🤔";

const FACES = new Map(TABLE.split(" ")
  .map(entry => /^(\d+)([\p{Script=Han}A-Za-z]+)(.+)$/u.exec(entry))
  .map(([, id, name, picture]) => [Number(id), {name, picture}]));
const IDS = new Map([...FACES].reverse().map(([id, face]) => [face.name, id]));

/** The order in which WebQQ's picker began. */
const PICKER = [14, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 50, 51, 96, 53, 54, 73, 74, 75, 76, 77, 78, 55, 56, 57,
  58, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 97, 98, 99, 36, 37, 33, 46, 47, 95, 124];

export function faceName(id) {
  return "[" + (FACES.get(id)?.name || "face " + id) + "]";
}

/** A face as a picture with its name. */
export function faceElement(id) {
  const face = FACES.get(id);
  if (!face) return element("span", "face unknown", faceName(id));
  const made = element("span", "face", face.picture);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", face.name);
  made.title = face.name + " (" + id + ")";
  return made;
}

/** What somebody typed, with faces by name turned to what the sandbox understands. */
export function withFaces(text) {
  return text.replace(/\[([^[\]]{1,6})\]/g, (all, name) => IDS.has(name) ? "[face:" + IDS.get(name) + "]" : all);
}

/** Fills a picker; chosen faces are given by name. */
export function fillPicker(list, choose) {
  for (const id of PICKER) {
    const button = element("button", "", FACES.get(id).picture);
    button.type = "button";
    button.title = FACES.get(id).name;
    button.setAttribute("aria-label", FACES.get(id).name);
    button.addEventListener("click", () => choose(faceName(id)));
    list.append(button);
  }
}
