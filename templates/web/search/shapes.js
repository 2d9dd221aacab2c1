// Characters that look alike (chinese/shapes.py).
const checklistShapes = (data) => {
  const alike = new Map(); // character → those that look like it
  for (const line of data.shapes.split("\n")) {
    const same = line.split(" ");
    for (const char of same)
      for (const other of same)
        if (other !== char && !alike.get(char)?.includes(other)) alike.set(char, [...(alike.get(char) ?? []), other]);
  }

  const otherwise = (text) => Array.from(text).flatMap((char, at, chars) =>
    (alike.get(char) ?? []).map((other) => [...chars.slice(0, at), other, ...chars.slice(at + 1)].join("")));
  return { otherwise };
};
