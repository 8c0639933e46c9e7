// A slider shows one of its frames; nothing is fetched.
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".frames")) {
    const input = box.querySelector("input"), label = box.querySelector("output"), images = box.querySelectorAll("img");
    input.addEventListener("input", () => {
      images.forEach((image, i) => { image.hidden = i != input.value; });
      label.textContent = images[input.value].title;
    });
  }
});
